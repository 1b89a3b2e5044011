"""What tests share: private servers, a fresh database per test, loopback only."""
