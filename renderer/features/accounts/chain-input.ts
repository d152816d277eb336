/**
 * What a person types of a role chain, before the agent is asked: half an ARN is no mistake yet. Pure.
 *
 * @module
 */
export function isRoleArn(text: string): boolean {
  return /^arn:[a-z0-9-]+:iam::\d{12}:role\/\S+$/.test(text)
}

/** Seconds within what AWS takes at all; null for nothing, and for what is none. */
export function durationFrom(text: string): number | null {
  if (!/^\s*\d{1,6}\s*$/.test(text)) return null
  return Math.min(43_200, Math.max(900, Number(text)))
}
