import type { Plugin } from 'vite'

/** What the agent uses of undici, by the module of the package that has it. */
const parts = {
  Agent: 'lib/dispatcher/agent.js',
  EnvHttpProxyAgent: 'lib/dispatcher/env-http-proxy-agent.js',
  Pool: 'lib/dispatcher/pool.js',
}
const lightModule = '\0light-undici'

/**
 * Bundles these parts where the whole of undici is asked for. `fetch`, caches, WebSocket and mocks stay out, which is
 * two thirds of what HTTP adds to the agent's start, and 13 MB of its memory. Another name asked of undici is an error
 * of the bundle.
 */
export function lightUndici(): Plugin {
  return {
    name: 'light-undici',
    enforce: 'pre',
    resolveId: (id) => (id === 'undici' ? lightModule : undefined),
    load: (id) =>
      id === lightModule
        ? Object.entries(parts)
            .map(([name, path]) => `export { default as ${name} } from 'undici/${path}'`)
            .join('\n')
        : undefined,
  }
}
