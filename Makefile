# 三条命令：make demo（核验示例）、make serve（打开网页办理）、make test（自检）。第一次运行会在 .venv 里装好所需的一切。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MINIMUM := 3.11
FUZZ ?= 60
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help demo serve test fast lint types bench bench-web docs coverage conformance fuzz gallery pictures clean

help: ## 列出可用的命令
	@echo "问效 Wenxiao"
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python $(MINIMUM) 或更新的版本；可用 make PYTHON=python3.12 指定。"; exit 1; }
	@echo "==> 首次运行：在 $(VENV) 里安装（约一分钟，只做一次）"
	@$(PYTHON) -m venv $(VENV) || { echo "建不了虚拟环境；Debian/Ubuntu 请先 apt install python3-venv。"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(READY) ## 核验 examples/ 里的示例，结果留在 out/
	@$(BIN)/python examples/demo.py

serve: $(READY) ## 打开网页办理，装入演示的一个区（PORT=8000；数据在 out/web，make clean 一并删去）
	@WENXIAO_DATA="$${WENXIAO_DATA:-out/web}" $(BIN)/wenxiao serve --demonstration --port $(PORT)

test: $(READY) lint types ## 全部自检：规范、类型、测试
	$(BIN)/python -m pytest -n 2 --dist worksteal

fast: $(READY) ## 一分钟以内的那部分测试
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

lint: $(READY)
	$(BIN)/ruff check src tests benchmarks examples conformance fuzz
	$(BIN)/ruff format --check src tests benchmarks examples conformance fuzz

types: $(READY)
	$(BIN)/mypy

coverage: $(READY) ## 分支覆盖率（relation、quantity、extract、check 不低于 90%）
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term
	$(BIN)/coverage report --include='*/relation/*,*/quantity.py,*/extract/*,*/check/*' --fail-under=90

bench: $(READY) ## 准确率与速度
	$(BIN)/python -m benchmarks

bench-web: $(READY) ## 网页办理的速度：2 000 个单位三个年度，300 个单位同时提交
	$(BIN)/python -m benchmarks.web

conformance: $(READY) ## 逐项检验读取 Word、网页、Excel 的本领，装了别家读取器就一起比
	$(BIN)/python -m conformance --peers

fuzz: $(READY) ## 按覆盖率找读取器的毛病（每种一分钟；FUZZ=3600 为一小时）
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	for target in word page workbook; do $(BIN)/python -m fuzz $$target --seconds $(FUZZ) || exit 1; done

docs: $(READY) ## 由代码和口径重新生成 docs/checks.md、docs/packs/
	$(BIN)/python -m wenxiao.check.document > docs/checks.md
	$(BIN)/python -m wenxiao.report.pack docs/packs

gallery: $(READY) ## 重做样张 docs/gallery.md（要 LibreOffice 和 poppler）
	$(BIN)/python examples/gallery.py

pictures: $(READY) ## 重拍 docs/images/web-*.png：演示的一个区，真的浏览器（要 Chromium）
	WENXIAO_PICTURES=docs/images $(BIN)/python -m pytest -q tests/web/test_web_pictures.py

clean: ## 删去 .venv 和生成物
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .coverage .hypothesis
