"""click in Chinese: the headings of its help, and its errors as one sentence that says how to mend them."""

from __future__ import annotations

import click


class ChineseFormatter(click.HelpFormatter):
    """Writes headings with a Chinese colon."""

    def write_heading(self, heading: str) -> None:
        """Write 选项： in place of 选项:."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


class ChineseContext(click.Context):
    """A context whose help is written with Chinese colons."""

    formatter_class = ChineseFormatter


class _Chinese(click.Command):
    context_class = ChineseContext

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name options and commands in Chinese."""
        words = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]…", "COMMAND [ARGS]...": "命令 [参数]…"}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write 用法 in place of Usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write 选项 in place of Options."""
        rows = [row for param in self.get_params(ctx) if (row := param.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Describe --help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明。"
        return option


class ChineseCommand(_Chinese):
    """A command whose help reads Chinese."""


class ChineseGroup(_Chinese, click.Group):
    """A group whose help reads Chinese."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write 命令 in place of Commands."""
        rows = [
            (name, command.get_short_help_str())
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)


def explain(error: click.ClickException) -> str:
    """Return a click error as one Chinese sentence."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "wenxiao"
    return f"{_what(error)}用 {path} --help 看用法。"


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        close = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项。{close}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else "参数"
        return f"缺少参数 {name}。"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param and error.param.opts else "参数"
        return f"{name} 的值不对：{_choices(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} 后面要写一个值。"
    return _usage(error.message)


def _usage(message: str) -> str:
    if message.startswith("No such command"):
        return f"没有 {message.split(chr(39))[1]} 这个命令。"
    return "要写一个命令。" if "Missing command" in message else "命令写得不对。"


def _choices(error: click.BadParameter) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return f"可以写 {'、'.join(error.param.type.choices)}。"
    return f"{error.message}。"
