import * as z from 'zod/mini'

/** One row of the table of calls. */
interface Call<Request extends z.ZodMiniType, Reply extends z.ZodMiniType> {
  readonly request: Request
  readonly reply: Reply
  /** Whether what windows mirror may be another afterwards: then it is read again, files included. */
  readonly changes: boolean
}

/** A call that may change something. */
export function call<Request extends z.ZodMiniType, Reply extends z.ZodMiniType>(
  request: Request,
  reply: Reply,
): Call<Request, Reply> {
  return { request, reply, changes: true }
}

/** A call that only looks. */
export function look<Request extends z.ZodMiniType, Reply extends z.ZodMiniType>(
  request: Request,
  reply: Reply,
): Call<Request, Reply> {
  return { request, reply, changes: false }
}

/** A call that asks for nothing, or answers nothing. */
export const nothing = z.strictObject({})

/** What a person typed or chose: bounded, so that a window can send no flood. */
export const shortText = z.string().check(z.minLength(1), z.maxLength(2048))
