/**
 * Finds the way to the agent: the shell's preload where there is one, else a WebSocket to `signet ui`.
 * The only reader of what the shell puts on `window`.
 *
 * @module
 */
import type { AgentLink, ShellBridge } from './link/agent-link.ts'
import { shellLink } from './link/shell-link.ts'
import { webSocketLink } from './link/web-socket-link.ts'

declare global {
  interface Window {
    readonly signet?: ShellBridge
  }
}

export function connectBridge(): AgentLink {
  const { signet } = window
  return signet === undefined ? webSocketLink(window.location) : shellLink(signet)
}
