import type { FileFault } from '../kernel/ports/files.ts'

/** Why a file could not be had, with what a person can do, as the end of a sentence. */
export const fileReasons: Readonly<Record<FileFault, string>> = {
  'no-space': 'the disk is full. Free some space',
  'read-only': 'it is on a read-only file system. Make it writable',
  'not-allowed': 'this user may not. Check the owner and mode of it and its folder',
  'not-a-file': 'something else stands in its place. Move it away',
  io: 'the disk reports an error. Look at the disk',
}
