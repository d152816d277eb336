export interface FederatedSession {
  readonly sessionId: string
  readonly sessionKey: string
  readonly sessionToken: string
}

/** The `Session` parameter, with all of its members and no other; undefined for anything else. */
export function readSession(text: string): FederatedSession | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { sessionId, sessionKey, sessionToken, ...rest } = value as Record<string, unknown>
  const isWhole = [sessionId, sessionKey, sessionToken].every((member) => typeof member === 'string')
  if (!isWhole || Object.keys(rest).length > 0) return undefined
  return {
    sessionId: String(sessionId),
    sessionKey: String(sessionKey),
    sessionToken: String(sessionToken),
  }
}
