# Arguments: where the trace goes, how many words the program has, the program, strace's options.
# bash starts the program, waits for its first line, and then becomes strace: a tracer that is an ancestor may attach
# where others may not.
trace=$1
words=$2
exec 5<&0
exec 4< <(exec "${@:3:words}" <&5)
read -r -u 4 _
exec strace -f -o "$trace" -p $! "${@:3+words}"
