#include "file/table.h"

#include "file/parse.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool table_read(const char *path, struct text name, const struct table_limits *limits,
                const struct table_sink *sink, struct fault *f)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fault_set(f, errno == ENOENT ? FAULT_ABSENT : FAULT_SYSTEM, "cannot open \"%s\": %s",
                         path, strerror(errno));
    bool is_read = table_parse_here(fd, name, limits, sink, f);
    close(fd);
    return is_read;
}
