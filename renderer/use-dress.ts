import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useApp } from './app-context.tsx'
import { type Texts, textsOf } from './texts/texts.ts'
import { applyTheme } from './theme.ts'

/** Theme, density and language as the person chose, from the moment at which it is known. */
export function useDress(): void {
  const { mirror, speech } = useApp()
  const theme = useStore(mirror, ({ state }) => state?.settings.theme ?? 'system')
  const density = useStore(mirror, ({ state }) => state?.settings.density ?? 'usual')
  const language = useStore(mirror, ({ state }) => state?.settings.language ?? 'system')
  useEffect(() => applyTheme(theme), [theme])
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  useEffect(() => {
    let isWanted = true
    const dress = (chosen: Texts) => {
      if (!isWanted) return
      speech.setState(chosen, true)
      document.documentElement.lang = chosen.language
    }
    // One that cannot be loaded leaves the words as they are.
    textsOf(language, navigator.languages).then(dress, () => undefined)
    return () => {
      isWanted = false
    }
  }, [language, speech])
}
