"""The real doors behind `report.engine.ports`, one module each; wired in `report.engine.wiring`."""
