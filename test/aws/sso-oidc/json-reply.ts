import type { Reply } from '../service.ts'

export function jsonReply(members: Readonly<Record<string, unknown>>, outcome: string): Reply {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(members),
    outcome,
  }
}
