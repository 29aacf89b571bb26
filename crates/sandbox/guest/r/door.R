# The host's only door: bytes there, bytes back, through a file.

ask_host <- function(request) {
  # What it takes to make the request, the learner's code among it, runs before the door opens.
  force(request)
  door <- file("/dev/port", "wb", raw = TRUE)
  writeBin(request, door)
  close(door)
  door <- file("/dev/port", "rb", raw = TRUE)
  on.exit(close(door))
  readBin(door, "raw", file.size("/dev/port"))
}
