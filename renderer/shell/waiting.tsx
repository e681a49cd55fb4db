/** What stands in the window until the state is there, or instead of it when the link is no good. */
import { useSyncExternalStore } from 'react'
import type { Connection } from '../state/connection.ts'
import { BrandMark } from '../components/icon.tsx'
import styles from './waiting.module.css'

export function Waiting({ link }: { readonly link: Connection['link'] }) {
  const { status } = useSyncExternalStore(link.subscribe, link.get)
  if (status === 'refused') return <RefusedNotice />
  return (
    <Notice>
      {status === 'dropped' && (
        <>
          <h1 className={styles['title']}>Lanyard is not running</h1>
          <p>Start it again in its terminal, and follow its new link.</p>
        </>
      )}
    </Notice>
  )
}

/** The link that led here is of no use (any more). */
export function RefusedNotice() {
  return (
    <Notice>
      <h1 className={styles['title']}>This link has been used or is too old</h1>
      <p>
        Press <b>Enter</b> in the terminal where Lanyard runs to get a new one.
      </p>
    </Notice>
  )
}

function Notice({ children }: { readonly children: React.ReactNode }) {
  return (
    <main className={styles['notice']}>
      <span className={styles['mark']}>
        <BrandMark size={40} />
      </span>
      <div className={styles['text']} role="status">
        {children}
      </div>
    </main>
  )
}
