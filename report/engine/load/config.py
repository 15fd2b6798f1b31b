"""`_quarto.yml`, its profiles and its companions to one merged configuration that knows its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.load.check import check_project
from report.engine.load.dotenv import read_environment
from report.engine.load.faults import checked, every
from report.engine.load.lines import read_lines
from report.engine.load.roots import Target
from report.engine.load.yaml import Keys, Yaml, read_yaml
from report.engine.model import Finding, Kind, Place, Severity
from report.engine.options import deep, merged

KINDS = {"book": Kind.BOOK, "website": Kind.WEBSITE, "site": Kind.WEBSITE, "default": Kind.DEFAULT}
OUTPUTS = {Kind.BOOK: "_book", Kind.WEBSITE: "_site"}
SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Config:
    """The merged configuration; `layers` are the files it was merged from, the nearest first."""

    kind: Kind
    values: Mapping[str, object]
    layers: tuple[Yaml, ...]
    profiles: tuple[str, ...] = ()
    variables: Mapping[str, object] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def place(self, *keys: str | int) -> Place:
        """Where the entry under `keys` stands in the nearest file that has it."""
        known = (layer for layer in self.layers if keys in layer.keys)
        return next(known, self.layers[-1]).place(*keys)

    def place_of(self, value: object, *prefix: str | int) -> Place:
        """Where `value` stands below `prefix`, in the nearest file that has it."""
        for layer in self.layers:
            for keys, place in layer.values.items():
                if keys[: len(prefix)] == prefix and at(layer.value, keys) == value:
                    return place
        return self.place(*prefix)

    @property
    def output(self) -> str:
        """The output folder: the project's own word for it, or its kind's usual one."""
        named = deep(self.values, ("project", "output-dir"))
        return str(named) if named else OUTPUTS.get(self.kind, ".")


def at(value: object, keys: Keys) -> object:
    """What lies under `keys`, which lead through mappings and lists."""
    for key in keys:
        if isinstance(value, Mapping):
            value = value.get(str(key))
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key]
    return value


def read_config(target: Target, profile: str | None, variables: Mapping[str, str]) -> Config:
    """The configuration of the target's project; an empty one for a lone file."""
    if target.config is None:
        start = Place(target.file or PurePosixPath("."))
        return Config(Kind.SINGLE, {}, (Yaml({}, {(): start}, {(): start}),))
    root = target.root
    base = read_mapping(root, target.config)
    profiles = active_profiles(base, profile, {**read_environment(root, (), {}), **variables})
    nearer = every(lambda path: read_mapping(root, path), profile_files(root, profiles))
    layers = (*reversed(nearer), base)
    values = {key: value for key, value in merged_layers(layers).items() if key != "profile"}
    return Config(
        kind=kind_of(values, layers),
        values=values,
        layers=layers,
        profiles=profiles,
        variables=companion(root, "_variables"),
        environment=read_environment(root, profiles, variables),
        findings=(*checked(check_project, layers), *idle_profiles(root, profile, base)),
    )


def merged_layers(layers: Sequence[Yaml]) -> Mapping[str, object]:
    """The layers as one, the first over the others."""
    values: object = {}
    for layer in reversed(layers):
        values = merged(values, layer.mapping)
    return values if isinstance(values, Mapping) else {}


def idle_profiles(root: Path, profile: str | None, base: Yaml) -> Iterator[Finding]:
    """Warnings for profiles that were asked for and have no file: a slip of the pen, maybe."""
    for name in split(profile or ""):
        if not any((root / f"_quarto-{name}{end}").is_file() for end in SUFFIXES):
            message = f"the profile `{name}` has no file `_quarto-{name}.yml`"
            hint = "mind the spelling of its name"
            yield Finding("idle-profile", base.place(), message, hint, Severity.WARNING)


def read_mapping(root: Path, path: PurePosixPath) -> Yaml:
    """A YAML file whose value is a mapping (or nothing). Raises `LoadError` otherwise."""
    layer = read_yaml(read_lines(root, path), path)
    if layer.value is not None and not isinstance(layer.value, Mapping):
        raise LoadError(
            Finding(
                "yaml",
                layer.place(),
                "the file must hold `key: value` entries",
                "begin with `project:`" if path.name.startswith("_quarto") else "write entries",
            )
        )
    return layer


def companion(root: Path, stem: str) -> Mapping[str, object]:
    """The entries of an optional YAML file beside `_quarto.yml`."""
    for suffix in SUFFIXES:
        if (root / f"{stem}{suffix}").is_file():
            return read_mapping(root, PurePosixPath(f"{stem}{suffix}")).mapping
    return {}


def active_profiles(
    base: Yaml, profile: str | None, variables: Mapping[str, str]
) -> tuple[str, ...]:
    """The active profiles: asked for, else from QUARTO_PROFILE, else the project's defaults.

    Of each of the project's groups at least one member is active.
    """
    settings = base.mapping.get("profile")
    default = settings.get("default") if isinstance(settings, Mapping) else None
    named = profile or variables.get("QUARTO_PROFILE") or default or ""
    names = [str(name) for name in named] if isinstance(named, list) else split(str(named))
    for group in groups_of(settings):
        if not set(group) & set(names):
            names.append(group[0])
    return tuple(dict.fromkeys(names))


def split(text: str) -> list[str]:
    """The names in a text that splits them by commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def groups_of(settings: object) -> Iterator[list[str]]:
    """The profile groups: one list of names, or a list of such lists."""
    group = settings.get("group") if isinstance(settings, Mapping) else None
    if not isinstance(group, list):
        return
    if all(isinstance(name, str) for name in group) and group:
        yield group
    yield from (names for names in group if isinstance(names, list) and names)


def profile_files(root: Path, profiles: Iterable[str]) -> tuple[PurePosixPath, ...]:
    """The files of the active profiles that exist, farthest first, then the local one."""
    choices = [[f"_quarto-{name}{end}" for end in SUFFIXES] for name in reversed(tuple(profiles))]
    choices.append([f"_quarto{end}.local" for end in SUFFIXES])
    found = (next((name for name in names if (root / name).is_file()), "") for names in choices)
    return tuple(PurePosixPath(name) for name in found if name)


def kind_of(values: Mapping[str, object], layers: tuple[Yaml, ...]) -> Kind:
    """The project's kind. Raises `LoadError` for those that are not supported."""
    named = deep(values, ("project", "type")) or "default"
    if named not in KINDS:
        holders = (layer for layer in layers if ("project", "type") in layer.keys)
        raise LoadError(
            Finding(
                "project-type",
                next(holders).place("project", "type"),
                f"projects of type `{named}` are not supported",
                "use book, website or default; `quarto render` builds the others",
            )
        )
    return KINDS[str(named)]
