import * as z from 'zod/mini'

/** One row of the table of calls. */
export function call<Request extends z.ZodMiniType, Reply extends z.ZodMiniType>(
  request: Request,
  reply: Reply,
): { readonly request: Request; readonly reply: Reply } {
  return { request, reply }
}

/** A call that asks for nothing, or answers nothing. */
export const nothing = z.strictObject({})

/** What a person typed or chose: bounded, so that a window can send no flood. */
export const shortText = z.string().check(z.minLength(1), z.maxLength(2048))
