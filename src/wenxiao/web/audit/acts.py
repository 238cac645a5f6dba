"""What each act in the log is called. An act that is logged and has no name here fails a test."""

from __future__ import annotations

from wenxiao.web.filings.states import ACTS as STEPS

ACTS: dict[str, str] = {f"filing.{name}": act.name for name, act in STEPS.items()} | {
    # coming and going
    "sign-in": "登录",
    "sign-in.refused": "登录没有通过",
    "sign-in.locked": "登录没有通过：账号锁定着",
    "sign-in.expired": "登录没有通过：初始密码过期",
    "sign-in.too-fast": "登录没有通过：试得太快",
    "sign-out": "退出",
    "session.idle": "久不操作，自动退出",
    "session.too-long": "登录满时限，自动退出",
    "session.one-too-many": "登录处数过多，退出最早的",
    "session.ended": "结束自己的一处登录",
    "sessions.end": "结束他人的全部登录",
    "access.refused": "打开无权看的页面",
    "form.refused": "表单没有通过校验",
    # accounts
    "account.password": "改自己的密码",
    "account.password-refused": "再输密码没有通过",
    "account.totp": "启用或停用自己的手机验证码",
    "users.create": "新增用户",
    "users.edit": "修改用户",
    "users.password": "重设密码",
    "users.unlock": "解除锁定",
    "users.totp-off": "停用他人的手机验证码",
    "roles.grant": "授予角色",
    "roles.take": "收回角色",
    "units.import": "新增或修改单位",
    # the round
    "rounds.open": "布置年度工作",
    "rounds.close": "结束年度工作",
    "rounds.scope": "增减单位",
    "rounds.adopt": "改用新口径",
    "rounds.archive": "打包材料",
    "rounds.archive-fetched": "下载打包的材料",
    "remind": "发到期提醒",
    "filing.urge": "催报",
    "targets.import": "导入批复的目标",
    "targets.change": "修改批复的目标",
    # a filing, beside its steps
    "filing.attach": "改动佐证资料，签字作废",
    "filing.aside": "留存没有存成版本的上传",
    "filing.aside-saved": "留存的上传保存为版本",
    "filing.aside-discarded": "放弃留存的上传",
    "filing.check-again": "按新口径重新核验",
    "filing.explain": "说明理由",
    "filing.opine": "评价组意见",
    "draft.take-out": "从草稿移出项目表",
    "draft.begin-anew": "草稿改换底稿",
    "reading.confirm": "确认读数",
    "reading.correct": "改正读数",
    "evidence.add": "添加佐证资料",
    "evidence.change": "改动佐证资料",
    "evidence.remove": "移除佐证资料",
    # the installation
    "audit.verify": "核对审计日志",
    "tasks.again": "重做后台任务",
    "backup": "备份",
    "restore": "恢复",
    "secret.rotate": "更换密钥",
}


def named(act: str) -> str:
    """Return what an act is called; one from a later version of the program is shown as it is."""
    return ACTS.get(act, act)


def called(words: str) -> list[str]:
    """Return the acts in whose name some words stand."""
    return [act for act, name in ACTS.items() if words in name]
