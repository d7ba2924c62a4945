#!/bin/sh
# Writes an assembler file that carries the files named on stdin ("PATH-IN-BINARY FILE" a line,
# ordered by path) inside the binary: base/embedded.h reads it.
set -eu
count=0
echo '.section .rodata'
table=''
while read -r path file; do
    printf '.Lbytes%d: .incbin "%s"\n.Lend%d: .byte 0\n.Lpath%d: .asciz "%s"\n' \
        "$count" "$file" "$count" "$count" "$path"
    table="$table
.quad .Lpath$count, ${#path}, .Lbytes$count, .Lend$count - .Lbytes$count"
    count=$((count + 1))
done
printf '.section .data.rel.ro,"aw"\n.balign 8\n.globl embedded_table\nembedded_table:%s\n' "$table"
printf '.globl embedded_table_count\nembedded_table_count: .quad %d\n' "$count"
echo '.section .note.GNU-stack,"",@progbits'
