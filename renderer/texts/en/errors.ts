import type { ErrorCode } from '../../../preload/contract/errors.ts'

/** What stands before the agent's own words, which are English: nothing here. */
export const errors: Partial<Record<ErrorCode, string>> = {}
