"""What the README tells people to type works, in the order in which it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line.split("   #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("tactegic")]


def _what_a_reader_has(folder: Path) -> None:
    """An export of a CRM, and a saved game."""
    (folder / "exports").mkdir()
    shutil.copy(ROOT / "tests" / "crm" / "files" / "salesforce.csv", folder / "exports")
    shutil.copy(ROOT / "tests" / "golden" / "solo.tgn", folder / "my_game.tgn")


def test_its_commands_run(tmp_path: Path) -> None:
    commands = _commands()
    assert len(commands) >= 8
    _what_a_reader_has(tmp_path)
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    for command in commands:
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, (command, done.stderr)


def test_make_has_the_targets_it_names() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make (\w+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_rules_in_the_guide_are_rules(tmp_path: Path) -> None:
    from sim.policy.registry import load_rules_file

    guide = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_rules_file(path, "rules.yaml").rules
