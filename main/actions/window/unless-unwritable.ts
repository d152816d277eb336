import { InputError } from '../../kernel/errors.ts'

/** Waits for what is only kept for convenience: preferences that cannot be written stand in nobody's way. */
export async function unlessUnwritable(work: Promise<unknown> | undefined): Promise<void> {
  try {
    await work
  } catch (thrown) {
    if (!(thrown instanceof InputError) || thrown.code !== 'preferences-unwritable') throw thrown
  }
}
