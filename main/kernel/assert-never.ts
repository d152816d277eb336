/** Ends a switch over a union: a case that is missing is a type error where this is called. */
export function assertNever(value: never): never {
  throw new TypeError(`no such case: ${JSON.stringify(value)}`)
}
