"""What differs between desktops: input method, end of the session, crashes."""

from __future__ import annotations
