"""What of the caller's environment variables reaches the command, and the tools that it calls. Runs on Python 3.9.

Which packages are used, and where some are put, is decided by this tree alone: what points Python, pip, Node or npm elsewhere
is left out. How the network is reached, and how a tool speaks, is the caller's affair.

Until the process is a clean one this module is all that it imports, since any other may be somebody else's; so this one has
only `os` and `sys`, which Python itself has imported.
"""

import os
import sys

# Of each tool's variables, the ones that are kept, without what they begin with. Of all others none is known to be harmless.
KEPT = {
    "PYTHON": {
        *("ASYNCIODEBUG", "DEVMODE", "DONTWRITEBYTECODE", "FAULTHANDLER", "HASHSEED", "IOENCODING", "MALLOC"),
        *(
            "NOUSERSITE",
            "PROFILEIMPORTTIME",
            "PYCACHEPREFIX",
            "SAFEPATH",
            "TRACEMALLOC",
            "UNBUFFERED",
            "UTF8",
        ),
        *("VERBOSE", "WARNINGS"),
    },
    "PIP_": {
        *(
            "CACHE_DIR",
            "CERT",
            "CLIENT_CERT",
            "CONFIG_FILE",
            "DEFAULT_TIMEOUT",
            "EXTRA_INDEX_URL",
            "FIND_LINKS",
        ),
        *(
            "INDEX_URL",
            "KEYRING_PROVIDER",
            "NO_CACHE_DIR",
            "NO_INDEX",
            "PROXY",
            "RETRIES",
            "TIMEOUT",
            "TRUSTED_HOST",
        ),
    },
    "NODE_": {"EXTRA_CA_CERTS", "TLS_REJECT_UNAUTHORIZED", "USE_ENV_PROXY", "USE_SYSTEM_CA"},
    "NPM_CONFIG_": {
        *(
            "CA",
            "CACHE",
            "CAFILE",
            "CERT",
            "FETCH_RETRIES",
            "FETCH_TIMEOUT",
            "GLOBALCONFIG",
            "HTTPS_PROXY",
            "HTTP_PROXY",
        ),
        *("KEY", "MAXSOCKETS", "NOPROXY", "PROXY", "REGISTRY", "STRICT_SSL", "USERCONFIG"),
    },
}
ACTIVATED = {"VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "__PYVENV_LAUNCHER__"}  # another environment


def is_kept(name: str) -> bool:
    """Tell whether a variable of this name reaches the command."""
    spelt = name.upper()
    for tool, kept in KEPT.items():
        if spelt.startswith(tool):
            rest = spelt[len(tool) :].replace("-", "_")
            # PYTHON_VERSION is not Python's own; //... is npm's key to a registry.
            others = rest.startswith(("_", "//"))
            return rest in kept or others
    return spelt not in ACTIVATED


def clean(environ: "dict[str, str]") -> "dict[str, str]":
    """Return the variables that reach the command."""
    return {name: value for name, value in environ.items() if is_kept(name)}


def misleads_python(environ: "dict[str, str]") -> bool:
    """Tell whether this process may have imported, or may yet import, what a variable points it to."""
    return any(name.startswith("PYTHON") and not is_kept(name) for name in environ)


def start(python: str, arguments: "list[str]", environ: "dict[str, str]") -> int:
    """Become a Python that looks for packages in its own place alone; return its exit code on Windows, which cannot."""
    # No packages of the user, none from beside the script.
    alone = ["-s", "-P"] if sys.version_info >= (3, 11) else ["-s"]
    command = [python, *alone, *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(python, command, environ)
    sys.path[:] = [place for place in sys.path if place.startswith(sys.base_prefix)]
    import subprocess

    return subprocess.run(command, env=environ).returncode
