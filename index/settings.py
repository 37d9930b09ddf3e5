"""Settings: few, strict, read from ``DOSSIER_*`` once, where a program starts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.errors import UsageError

PREFIX = "DOSSIER_"
DEFAULT_ENCODER = "multilingual-e5-small"


class Settings(BaseSettings):
    """What a user may want to be otherwise. Unknown names are refused."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    library: Path = Field(default=Path(".dossier"), description="where the library is kept")
    cache: Path = Field(
        default_factory=lambda: user_cache_path("dossier"),
        description="where the encoder's weights are kept, once unpacked",
    )
    encoder: str = Field(
        default=DEFAULT_ENCODER,
        description="a sentence-transformers name or folder, or the one that comes along",
    )
    precision: Literal["auto", "float32", "bfloat16"] = Field(
        default="auto",
        description="auto takes bfloat16, and 8-bit integers to read, where the processor has units for them",
    )
    max_file_mb: float = Field(default=64.0, gt=0, description="a larger file is refused, in MB (10^6 bytes)")
    aliases: Path | None = Field(
        default=None, description="a TOML file of more names, written as index/aliases.toml is"
    )
    llm: str | None = Field(
        default=None, description="a language model on this machine: local, or a GGUF file; none without"
    )
    llm_url: str | None = Field(
        default=None, description="an OpenAI-compatible endpoint, as http://127.0.0.1:11434/v1"
    )
    llm_model: str | None = Field(default=None, description="the name of the model to ask for there")
    llm_key: SecretStr = Field(default=SecretStr(""), description="its key; never printed")
    llm_seconds: float = Field(
        default=60.0, gt=0, le=600, description="after so long the reader's answer stands, in seconds"
    )
    host: str = Field(default="127.0.0.1", description="the address that the page is served on")
    port: int = Field(default=7860, ge=0, le=65535, description="the port that the page is served on")
    user: str | None = Field(default=None, min_length=1, description="who may sign in to the page")
    password: SecretStr | None = Field(
        default=None, min_length=1, description="with which password; never printed"
    )
    proxy: str | None = Field(
        default=None, min_length=1, description="the host name that a reverse proxy serves the page under"
    )
    roots: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(),
        description="folders below which a visitor from elsewhere may name one, as PATH is written",
    )

    @field_validator("roots", mode="before")
    @classmethod
    def _as_path_is_written(cls, value: object) -> object:
        return tuple(part for part in value.split(os.pathsep) if part) if isinstance(value, str) else value


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, with the command line's ``overrides`` (``None`` is left out).

    Raises UsageError for a ``DOSSIER_*`` name that doesn't exist or a value that doesn't fit.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise UsageError(
            f"{unknown[0]} is not a setting of Dossier; the settings are {', '.join(sorted(known))}."
        )
    try:
        return Settings(**{k: v for k, v in overrides.items() if v is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise UsageError(f"{name}={first.get('input')!r} can't be used: {first['msg']}.") from error
