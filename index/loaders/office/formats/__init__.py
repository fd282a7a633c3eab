"""How a sheet shows numbers and dates."""
