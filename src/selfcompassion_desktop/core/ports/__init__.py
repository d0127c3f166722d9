"""What a test cannot use for real: sound, clips on disk, clocks. Each port states its promise in prose."""
