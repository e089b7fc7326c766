"""What people have kept of earlier versions: links, command lines, recorded runs, scripts."""
