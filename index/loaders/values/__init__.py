"""Tables, however they are written: sheets, separated values, JSON."""
