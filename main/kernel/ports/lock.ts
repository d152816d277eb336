/** A lock that the operating system frees when its holder dies. */
export interface Lock {
  /** Takes the lock of `path`, waiting at most `waitInMilliseconds`. Returns its release, or undefined when another holds it. */
  acquire(path: string, waitInMilliseconds: number): Promise<(() => void) | undefined>
}
