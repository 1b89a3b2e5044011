"""Campaigns: create, launch, steer, count, close."""
