import { InputError } from '../kernel/errors.ts'
import { FileError, type FileFault } from '../kernel/ports/files.ts'

/**
 * Runs work on a file and puts a system error into words.
 *
 * @param verb - What could not be done: `read`, `changed`, `backed up`.
 * @throws {@link InputError} `config-unwritable`
 */
export async function withFileFault<T>(path: string, verb: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    if (!(thrown instanceof FileError)) throw thrown
    throw new InputError(
      'config-unwritable',
      `${path} could not be ${verb}: ${reasons[thrown.fault]} Nothing in it was changed.`,
      'fix-config',
      thrown,
    )
  }
}

const reasons: Readonly<Record<FileFault, string>> = {
  'no-space': 'the disk is full. Free some space and try again.',
  'read-only': 'it is on a read-only file system. Point AWS_CONFIG_FILE to a file that can be written.',
  'not-allowed': 'this user may not. Check the owner and permissions of the file and its folder.',
  'not-a-file': 'it is not a plain file. Move away what is in its place.',
  io: 'the system reported an input or output error. Try again.',
}
