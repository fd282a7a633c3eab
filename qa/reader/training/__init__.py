"""What `qa.reader.train` teaches the reading network with."""
