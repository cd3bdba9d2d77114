import type { Locale } from '../../../../gateway/protocol/vocabulary.ts';

const en = {
  lead: 'Agents see a customer’s desktop to help, and only after the customer’s OK. The customer always sees who is looking, and can stop at any moment.',
  join: 'For customers',
  joinDetail: 'Enter the PIN code that your agent told you.',
  dashboard: 'For agents',
  dashboardDetail: 'Sign in, create a session and help.',
  admin: 'For administrators',
};

/** The texts of the page at `/`. */
export const texts: Readonly<Record<Locale, typeof en>> = {
  en,
  de: {
    lead: 'Techniker sehen den Desktop eines Kunden, um zu helfen, und das erst nach dessen OK. Kunden sehen jederzeit, wer zusieht, und können es jederzeit beenden.',
    join: 'Für Kunden',
    joinDetail: 'Geben Sie den PIN-Code ein, den man Ihnen genannt hat.',
    dashboard: 'Für Techniker',
    dashboardDetail: 'Melden Sie sich an, erstellen Sie eine Sitzung und helfen Sie.',
    admin: 'Für Administratoren',
  },
  fr: {
    lead: 'Les conseillers voient le bureau d’un client pour l’aider, et seulement après son OK. Le client voit toujours qui regarde et peut arrêter à tout moment.',
    join: 'Pour les clients',
    joinDetail: 'Saisissez le code PIN que votre conseiller vous a indiqué.',
    dashboard: 'Pour les conseillers',
    dashboardDetail: 'Connectez-vous, créez une session et aidez.',
    admin: 'Pour l’administration',
  },
  it: {
    lead: 'Gli agenti vedono il desktop di un cliente per aiutarlo, e solo dopo il suo OK. Il cliente vede sempre chi guarda e può interrompere in qualsiasi momento.',
    join: 'Per i clienti',
    joinDetail: 'Inserisca il codice PIN comunicato dall’agente.',
    dashboard: 'Per gli agenti',
    dashboardDetail: 'Acceda, crei una sessione e offra assistenza.',
    admin: 'Per gli amministratori',
  },
  ja: {
    lead: 'サポート担当者は、お客様のOKの後にだけ、お客様のデスクトップを見てお手伝いします。誰が見ているかは常にお客様の画面に表示され、いつでも停止できます。',
    join: 'お客様',
    joinDetail: '担当者からお伝えしたPINコードを入力してください。',
    dashboard: 'サポート担当者',
    dashboardDetail: 'サインインして、セッションを作成し、サポートします。',
    admin: '管理者',
  },
};
