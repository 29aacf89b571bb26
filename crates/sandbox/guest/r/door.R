# The host's only door: bytes there, bytes back, through a file.

ask_host <- function(request) {
  # What it takes to make the request, the learner's code among it, runs before the door opens.
  force(request)
  door <- file("/dev/port", "wb", raw = TRUE)
  send_bytes(request, door)
  close(door)
  door <- file("/dev/port", "rb", raw = TRUE)
  on.exit(close(door))
  readBin(door, "raw", file.size("/dev/port"))
}

# Bytes, or lists of them, one after the other.
send_bytes <- function(pieces, connection) {
  if (is.list(pieces)) for (piece in pieces) send_bytes(piece, connection) else writeBin(pieces, connection)
}

# The same in memory.
bytes_of <- function(pieces) {
  if (is.raw(pieces)) return(pieces)
  connection <- rawConnection(raw(), "wb")
  on.exit(close(connection))
  send_bytes(pieces, connection)
  rawConnectionValue(connection)
}
