"""Differences between desktops: input method, end of the session, whether there is a screen."""

from __future__ import annotations
