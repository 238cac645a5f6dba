"""`wenxiao`: the group of commands. Commands are imported on demand, so that `--help` answers at once."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from wenxiao.cli.chinese import ChineseCommand, ChineseGroup, explain
from wenxiao.errors import UsageError, WenxiaoError
from wenxiao.version import __version__

_COMMANDS = {
    "check": ("wenxiao.cli.check", "核验自评材料：哪里错、按什么算、应为多少"),
    "read": ("wenxiao.cli.read", "看程序读到了什么：段落、表格和位置"),
    "extract": ("wenxiao.cli.extract", "提取数据、指标、章节，输出 JSON"),
    "diff": ("wenxiao.cli.diff", "比较两份材料：两个版本，或两个年度"),
    "score": ("wenxiao.cli.score", "按口径计分：每项得几分、按哪条标准、怎样算"),
    "write": ("wenxiao.cli.write", "写出官方表格和报告：Word、Excel、PDF、网页、文本"),
    "sample": ("wenxiao.cli.sample", "合成材料：干净的，或埋好错的，每份旁边附真值"),
    "serve": ("wenxiao.cli.serve", "打开网页办理：布置、填报、核验、签字、提交、审核"),
    "manage": ("wenxiao.cli.serve", "管理网页办理：升级数据库、建管理员、核对日志"),
    "standards": ("wenxiao.cli.standards", "查看、校验口径（法规和表式的数据）"),
}
USED_WRONGLY = 2


class _Lazy(ChineseGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(_COMMANDS[cmd_name][0])
        command = getattr(module, cmd_name, module.command)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("命令"):
            formatter.write_dl([(name, said) for name, (_, said) in _COMMANDS.items()])


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=False,
)
@click.version_option(__version__, "-V", "--version", message="问效 wenxiao %(version)s", help="显示版本。")
@click.option("--debug", is_flag=True, help="出错时显示内部调用过程，供开发者查错。")
@click.pass_context
def main(ctx: click.Context, *, debug: bool) -> None:
    """问效：核验预算绩效自评材料。

    \b
    例：
      wenxiao check 自评报告.txt                  核验一份材料
      wenxiao check 材料文件夹 --format json      逐份核验，一行一份 JSON
      wenxiao standards show hunan-2020           看一个口径里有什么
    """
    ctx.obj = {"debug": debug}


def run(argv: list[str] | None = None) -> None:
    """Run the command line and leave with the exit status of the contract; never show a traceback unasked."""
    arguments = sys.argv[1:] if argv is None else argv
    debug = "--debug" in arguments
    try:
        status = main.main(
            args=[one for one in arguments if one != "--debug"], prog_name="wenxiao", standalone_mode=False
        )
    except click.exceptions.Exit as leaving:
        status = leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help(), err=True)
        status = USED_WRONGLY
    except click.Abort:
        status = _say("已中断。", 130)
    except click.ClickException as error:
        status = _say(explain(error), USED_WRONGLY)
    except UsageError as error:
        status = _say(str(error), USED_WRONGLY)
    except WenxiaoError as error:
        if debug:
            raise
        status = _say(str(error), USED_WRONGLY)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if debug:
            raise
        status = _say(f"程序内部出错（{type(error).__name__}），请加 --debug 重试并把结果告诉开发者。", USED_WRONGLY)
    sys.exit(status if isinstance(status, int) else 0)


def _say(message: str, status: int) -> int:
    click.echo(f"wenxiao: {message}", err=True)
    return status


__all__ = ["ChineseCommand", "main", "run"]
