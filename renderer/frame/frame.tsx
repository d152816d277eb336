import type { ReactNode } from 'react'
import { useTexts } from '../app-context.tsx'
import { ConsentBanners } from '../features/activity/consent-banner.tsx'
import { Banners } from './banners.tsx'
import { Foot } from './foot.tsx'
import css from './frame.module.css'
import { Header } from './header.tsx'
import { SideBar } from './side-bar.tsx'

/** Header, side bar, content, foot. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { frame } = useTexts()
  return (
    <div className={css.frame}>
      <a className={css.skip} href="#content">
        {frame.skip}
      </a>
      <Header />
      <SideBar />
      <main id="content" className={css.content} tabIndex={-1}>
        <div className={css.column}>
          <Banners />
          <ConsentBanners />
          {children}
        </div>
      </main>
      <Foot />
    </div>
  )
}
