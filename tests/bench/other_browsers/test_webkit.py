"""What needs no WebKit: that it is missing is told."""

import pytest

from aeexplain.bench.other_browsers import webkit
from aeexplain.errors import ExplainError


def test_a_machine_without_webkit_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(webkit.shutil, "which", lambda _: None)
    with pytest.raises(ExplainError, match=r"no WebKitGTK.*webkit2gtk-driver"):
        webkit.webkit_costs(tmp_path, "autoencoders", "bottleneck")
