import { css } from 'lit';

export const adminPageStyles = css`
  .alone {
    display: grid;
    gap: var(--ss-space-3);
    justify-items: center;
    padding: var(--ss-space-8) var(--ss-space-4);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-2) var(--ss-space-4);
    padding: var(--ss-space-3) var(--ss-space-6);
    background: var(--ss-surface);
    border-bottom: var(--ss-line);
  }

  .product {
    font-weight: 700;
  }

  .who {
    margin-inline-start: auto;
    color: var(--ss-muted);
  }

  .ending {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ss-space-2) var(--ss-space-3);
    padding: var(--ss-space-2) var(--ss-space-6);
    background: color-mix(in srgb, var(--ss-warning) 10%, var(--ss-surface));
    border-bottom: 1px solid var(--ss-warning);
  }

  .ending > .icon {
    color: var(--ss-warning);
  }

  .sites {
    display: grid;
    grid-template-columns: minmax(220px, 280px) minmax(0, 880px);
    gap: var(--ss-space-6);
    align-items: start;
    padding: var(--ss-space-6);
  }

  .sections {
    display: flex;
    gap: var(--ss-space-1);
  }

  .sections [aria-current] {
    font-weight: 700;
    border-color: var(--ss-accent);
  }

  .sites nav {
    display: grid;
    gap: var(--ss-space-3);
  }

  h1 {
    font-size: var(--ss-size-l);
  }

  h2 {
    font-size: var(--ss-size-xl);
    overflow-wrap: anywhere;
  }

  h3 {
    font-size: var(--ss-size-m);
  }

  nav ul {
    display: grid;
    gap: var(--ss-space-1);
    padding: 0;
    list-style: none;
  }

  .site {
    display: grid;
    gap: 2px;
    width: 100%;
    padding: var(--ss-space-2) var(--ss-space-3);
    font: inherit;
    text-align: start;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--ss-radius);
    cursor: pointer;
  }

  .site:hover {
    background: color-mix(in srgb, currentColor 6%, transparent);
  }

  .site[aria-current] {
    background: var(--ss-surface);
    border-color: var(--ss-accent);
  }

  .name {
    font-weight: 600;
    hyphens: auto;
    overflow-wrap: anywhere;
  }

  .on {
    color: var(--ss-view);
  }

  .draft {
    color: var(--ss-warning);
  }

  .nothing {
    padding: var(--ss-space-8) 0;
  }

  .card {
    gap: var(--ss-space-4);
  }

  .snippet {
    display: grid;
    gap: var(--ss-space-2);
    padding-top: var(--ss-space-4);
    border-top: var(--ss-line);
  }

  .code {
    padding: var(--ss-space-2) var(--ss-space-3);
    background: var(--ss-bg);
    border-radius: var(--ss-radius);
  }

  code {
    flex: 1 1 20em;
    font-size: var(--ss-size-s);
    overflow-wrap: anywhere;
  }

  @media (max-width: 760px) {
    header {
      padding: var(--ss-space-3) var(--ss-space-4);
    }

    .sites {
      grid-template-columns: minmax(0, 1fr);
      padding: var(--ss-space-4);
    }
  }
`;
