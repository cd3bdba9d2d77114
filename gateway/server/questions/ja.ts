import type { QuestionTexts } from './questions.ts';

export const ja: QuestionTexts = {
  questions: {
    view: {
      title: 'サポート担当者の{agent}がお客様のデスクトップの表示を求めています',
      points: [
        '表示するだけです。クリックや入力は行いません。',
        '共有する画面またはウィンドウは、次の手順でお選びいただきます。',
        'ワンクリックでいつでも停止できます。',
      ],
    },
  },
  warning:
    '突然電話をかけてきた相手には、決して画面を共有しないでください。{company}がパスワード、銀行のログイン情報、ギフトカードをお尋ねすることはありません。',
};
