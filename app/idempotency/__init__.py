"""Requests that have one effect however often they are sent: who does one now, what it stored, what it answered."""
