//! What web pages put round a text. Whole lines in small letters, end marks left out.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::engine::transcript::FurnitureReason;

/// Buttons to share a page.
const SHARE: &[&str] = &[
    "share", "share this", "share the post", "share this post", "share this article", "share this page", "share on facebook", "share on twitter",
    "share on x", "share on linkedin", "share on whatsapp", "share on telegram", "share via email", "share with friends", "tweet", "tweet this",
    "pin it", "email this", "facebook", "twitter", "linkedin", "whatsapp", "telegram", "copy link", "поделиться", "поделиться в социальных сетях",
    "рассказать друзьям", "поділитися", "поширити", "partager", "partager sur facebook", "partager sur twitter", "partager cet article", "teilen",
    "auf facebook teilen", "artikel teilen", "seite teilen", "compartir", "compartir en facebook", "compartir en twitter", "compartilhar",
    "compartilhe", "partilhar", "condividi", "condividi su facebook", "udostępnij", "分享", "分享到", "分享至", "转发", "轉發", "シェア", "シェアする",
    "ツイート", "공유", "공유하기", "مشاركة", "شارك", "שתף", "paylaş", "sdílet", "share this story", "share this page on facebook",
];

/// Menus, galleries, search tools.
const NAVIGATION: &[&str] = &[
    "additional materials", "advanced settings", "related", "related articles", "related posts", "related content", "related news", "related links",
    "related documents", "related materials", "read more", "read also", "see also", "more on this topic", "more news", "latest news", "news",
    "you may also like", "recommended", "recent posts", "popular posts", "comments", "leave a comment", "leave a reply", "post a comment", "back",
    "back to top", "back to list", "top", "home", "menu", "main menu", "search", "advanced search", "skip to content", "skip to main content", "print",
    "print this page", "print version", "pdf version", "download", "download pdf", "photo", "photos", "photo gallery", "photo album", "video",
    "videos", "gallery", "subscribe", "subscribe to our newsletter", "sign up", "log in", "login", "sign in", "register", "contact us", "about us",
    "privacy policy", "terms of use", "terms and conditions", "cookie policy", "all rights reserved", "site map", "sitemap", "follow us", "previous",
    "next", "previous post", "next post", "load more", "show more", "tags", "topics", "categories", "archive", "archives", "listen", "play",
    "incorrect dates", "dates are incorrect", "additional search tools", "about the author", "accessibility", "share and print",
    "дополнительные материалы", "фото", "фотоальбом", "фотогалерея", "видео", "некорректно указаны даты", "дополнительные инструменты поиска",
    "расширенный поиск", "поиск", "главная", "меню", "версия для печати", "распечатать", "печать", "назад", "наверх", "вверх", "читайте также",
    "смотрите также", "ещё по теме", "еще по теме", "материалы по теме", "все новости", "новости", "комментарии", "подписаться", "войти", "теги",
    "расширенные настройки", "контакты", "карта сайта", "все права защищены", "следующая", "предыдущая", "показать ещё", "показать еще", "скачать",
    "додаткові матеріали", "фотоальбом", "відео", "читайте також", "дивіться також", "версія для друку", "пошук", "головна", "всі новини",
    "accueil", "imprimer", "rechercher", "recherche", "retour", "haut de page", "lire aussi", "voir aussi", "à lire aussi", "galerie photos", "plan du site",
    "mentions légales", "s’abonner", "articles liés", "contenu associé", "en savoir plus", "télécharger",
    "startseite", "drucken", "suche", "zurück", "nach oben", "mehr zum thema", "weitere informationen", "lesen sie auch", "siehe auch", "bildergalerie",
    "impressum", "datenschutz", "kontakt", "newsletter", "seite drucken", "weitere meldungen",
    "inicio", "imprimir", "buscar", "búsqueda", "volver", "volver arriba", "ver también", "lea también", "galería de fotos", "mapa del sitio",
    "aviso legal", "suscribirse", "noticias relacionadas", "leer más", "más información", "descargar", "contacto",
    "leia também", "veja também", "voltar", "voltar ao topo", "pesquisar", "notícias relacionadas", "galeria de fotos",
    "stampa", "cerca", "torna su", "leggi anche", "vedi anche", "galleria fotografica", "note legali", "scarica",
    "drukuj", "szukaj", "powrót", "zobacz także", "czytaj także", "galeria zdjęć",
    "相关新闻", "相关链接", "相关文章", "相關新聞", "相關連結", "打印", "列印", "打印本页", "关闭窗口", "关闭", "返回顶部", "返回首页", "首页", "首頁", "上一篇", "下一篇", "推荐阅读",
    "更多", "图集", "搜索", "搜尋", "下载", "下載", "关于我们", "网站地图", "友情链接", "推荐给朋友", "字体", "扫一扫",
    "関連リンク", "関連情報", "このページのトップへ", "ページの先頭へ", "印刷", "トップページ", "ホーム", "サイトマップ", "お問い合わせ", "検索",
    "مواضيع ذات صلة", "اقرأ أيضا", "اقرأ أيضاً", "طباعة", "الرئيسية", "بحث", "المزيد", "اتصل بنا", "صور", "فيديو",
];

/// Headings under which a page goes on with other things than the text.
pub(in super::super) const TAIL_HEADINGS: &[&str] = &[
    "additional materials", "related", "related articles", "related posts", "related content", "related news", "related links", "read also", "see also",
    "more on this topic", "more news", "latest news", "you may also like", "recommended", "recent posts", "popular posts", "comments",
    "leave a comment", "leave a reply", "about the author", "about us", "дополнительные материалы", "читайте также", "смотрите также", "ещё по теме",
    "еще по теме", "материалы по теме", "все новости", "комментарии", "читайте також", "дивіться також", "lire aussi", "à lire aussi", "articles liés",
    "mehr zum thema", "lesen sie auch", "weitere meldungen", "noticias relacionadas", "lea también", "leia também", "notícias relacionadas",
    "leggi anche", "zobacz także", "czytaj także", "相关新闻", "相关链接", "相关文章", "相關新聞", "推荐阅读", "関連リンク", "関連情報", "مواضيع ذات صلة", "اقرأ أيضا",
];

/// Words before a colon that name where a text was taken from.
pub(in super::super) const SOURCE_WORDS: &[&str] = &[
    "source", "sources", "original source", "originally published", "originally published at", "first published", "источник", "источники", "по материалам",
    "джерело", "quelle", "quellen", "fuente", "fuentes", "fonte", "fonti", "źródło", "来源", "來源", "出处", "出典", "المصدر", "מקור", "kaynak", "zdroj", "bron", "출처",
    "original", "link to original", "read the original",
];

/// How languages name themselves in a language switch.
pub(in super::super) const LANGUAGE_NAMES: &[&str] = &[
    "french", "russian", "spanish", "german", "arabic", "chinese", "ukrainian", "portuguese", "italian", "japanese", "polish", "turkish",
    "английский", "французский", "испанский", "немецкий", "арабский", "китайский",
    "english", "русский", "français", "francais", "español", "espanol", "deutsch", "العربية", "عربي", "中文", "汉语", "简体中文", "繁體中文", "繁体中文",
    "português", "italiano", "日本語", "polski", "türkçe", "українська", "беларуская", "қазақша", "한국어", "ελληνικά", "nederlands", "svenska",
    "čeština", "magyar", "română", "srpski", "српски", "български", "עברית", "فارسی", "हिन्दी", "tiếng việt", "bahasa indonesia", "suomi", "norsk",
    "dansk", "hrvatski", "slovenčina", "eesti", "latviešu", "lietuvių", "ქართული", "հայերեն", "azərbaycan", "o‘zbek", "тоҷикӣ", "кыргызча", "монгол",
];

/// Marks that end an official text: ruled lines in words.
pub(in super::super) const END_MARKS: &[&str] = &[
    "end", "end of transcript", "-30-", "- 30 -", "-end-", "- end -", "the end", "(end)", "[end]", "ends", "конец", "fin", "ende", "fim", "fine", "end transcript", "end text",
];

/// What a whole line in small letters is, its bullet and end marks left out.
pub(in super::super) fn phrase(line: &str) -> Option<FurnitureReason> {
    static TABLE: LazyLock<FxHashMap<&'static str, FurnitureReason>> = LazyLock::new(|| {
        let mut table = FxHashMap::default();
        for phrase in SHARE {
            table.insert(*phrase, FurnitureReason::ShareButton);
        }
        for phrase in NAVIGATION {
            table.entry(*phrase).or_insert(FurnitureReason::SiteNavigation);
        }
        table
    });
    TABLE.get(line).copied()
}

/// Openings of a line, in small letters, after which the rest is a menu's own.
pub(in super::super) const NAVIGATION_OPENINGS: &[&str] = &[
    "©", "copyright ©", "(c) 20", "all rights reserved", "tags:", "topics:", "keywords:", "теги:", "метки:", "schlagworte:", "etiquetas:", "mots-clés :",
    "mots-clés:", "标签：", "标签:", "關鍵字：", "关键词：", "责任编辑", "编辑：", "follow us on", "subscribe to", "sign up for", "click here", "view the full", "read the full", "download the",
    "photo:", "photos:", "photo credit", "photo by", "фото:", "image:", "image credit", "for media inquiries", "for media enquiries", "media contact", "press contact",
    "previous:", "next:", "previous article", "next article", "filed under", "posted in", "this entry was posted",
];

/// Lines above the remarks that are neither remarks nor title. Small letters, end marks left out.
pub(in super::super) const HEADER_PHRASES: &[&str] = &[
    "as delivered", "as prepared", "as prepared for delivery", "remarks as delivered", "remarks as prepared", "remarks as prepared for delivery",
    "check against delivery", "unofficial translation", "official translation", "unofficial transcript", "official transcript", "transcript",
    "full transcript", "translation from russian", "via teleconference", "on the record", "embargoed until delivery", "for immediate release",
    "неофициальный перевод", "перевод с русского", "перевод с английского", "стенограмма", "неофіційний переклад", "стенограма", "seul le prononcé fait foi",
    "traduction non officielle", "verbatim", "es gilt das gesprochene wort", "übersetzung", "mitschrift", "wortlaut", "versión estenográfica",
    "traducción no oficial", "transcripción", "tradução não oficial", "transcrição", "traduzione non ufficiale", "trascrizione", "实录", "文字实录", "逐字稿", "英文版",
];

/// Openings of a speech: such a line is never a title or header. Small letters.
pub(in super::super) const SALUTATIONS: &[&str] = &[
    "colleagues", "dear", "good morning", "good afternoon", "good evening", "good day", "ladies and gentlemen", "thank you", "thanks", "hello", "hi",
    "welcome", "your excellenc", "mr president", "mr. president", "mr chairman", "mr. chairman", "madam", "friends", "distinguished", "excellencies",
    "уважаем", "добрый", "доброе", "дорогие", "коллеги", "дамы и господа", "друзья", "спасибо", "здравствуйте", "шановн", "доброго", "добрий", "друзі",
    "дякую", "mesdames", "bonjour", "bonsoir", "chers", "chères", "merci", "monsieur le", "madame la", "meine damen", "sehr geehrte", "guten", "liebe ",
    "vielen dank", "herzlich", "señoras", "buenos", "buenas", "muy buenas", "muy buenos", "queridos", "estimad", "gracias", "senhoras", "bom dia", "boa tarde",
    "boa noite", "obrigad", "caros", "signore", "buongiorno", "buonasera", "grazie", "cari ", "gentili", "szanowni", "dzień dobry", "dziękuję", "各位",
    "女士们", "女士們", "大家好", "尊敬的", "谢谢", "謝謝", "皆さん", "皆様", "السيدات", "أيها", "شكرا", "مرحبا",
];
