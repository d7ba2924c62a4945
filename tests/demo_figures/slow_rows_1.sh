# For every proved figure of the bulletin, a row of a workbook behind it is removed, added or moved.
. tests/lib.sh
demonstration
node tests/demo_figures/rows.mjs "$SHANHAI" "$DEMO" "$WORK" 0 2
