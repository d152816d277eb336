import { AppError } from '../../../../../main/kernel/errors.ts'

/** What was thrown, as it is shown. */
export async function refused(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message }
    throw thrown
  }
  throw new Error('nothing was refused')
}
