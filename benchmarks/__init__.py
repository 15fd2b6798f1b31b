"""What builds cost: cases measured side by side in one run. `make bench` prints a table and writes JSON."""
