//! The table of codes: each with its class, its sentences and what to do.

use serde::Serialize;

use super::{Next, Text};

/// What kind of failure; hosts branch on this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    InvalidInput,
    Unauthorized,
    Forbidden,
    Subscription,
    Balance,
    NotFound,
    RateLimited,
    Unavailable,
    Blocked,
    BadBody,
    TooLarge,
    Transport,
    OutOfOrder,
    Internal,
}

/// One row of the table: the code, its class, what to do, the sentence and the hint.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident: $class:ident, $next:ident, $en:literal, $ru:literal, $hint:literal;)*) => {
        /// What exactly went wrong. The words are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            #[must_use]
            pub const fn class(self) -> Class {
                match self { $(Self::$name => Class::$class,)* }
            }

            pub(crate) const fn next(self) -> Next {
                match self { $(Self::$name => Next::$next,)* }
            }

            pub(crate) const fn text(self) -> Text {
                match self { $(Self::$name => Text { en: $en, ru: $ru },)* }
            }

            pub(crate) const fn hint_ru(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }
        }
    };
}

codes! {
    /// The call is not one JSON document.
    CallNotJson: InvalidInput, FixInput,
        "the call is not valid JSON", "вызов — некорректный JSON",
        "Проверьте кавычки, запятые и кодировку строки: нужен один JSON-объект в UTF-8.";
    /// The call is JSON, but not one of the documented calls.
    InvalidCall: InvalidInput, FixInput,
        "the call is not one of the documented ones", "вызов не описан в протоколе",
        "Допустимы вызовы operations, start и resume; их состав — в schemas/protocol.json.";
    LineTooLong: TooLarge, FixInput,
        "the line is too long", "строка слишком длинная",
        "Уменьшите строку или поднимите предел ключом --max-line.";
    OutputTooLong: TooLarge, FixInput,
        "the result is longer than the line that may be written",
        "результат длиннее строки, которую можно вывести",
        "Поднимите предел ключом --max-output и настройку того, кто читает строки; результат этой строки не показан.";
    UnknownOperation: InvalidInput, FixInput,
        "unknown operation", "неизвестная операция",
        "Список операций выдаёт `spravka list` или вызов operations.";
    UnknownMember: InvalidInput, FixInput,
        "unknown member", "неизвестное поле",
        "Исправьте имя поля: лишние поля не отбрасываются, чтобы опечатка не прошла незамеченной.";
    MissingMember: InvalidInput, FixInput,
        "a required member is missing", "не хватает обязательного поля",
        "Добавьте поле, на которое указывает path.";
    WrongType: InvalidInput, FixInput,
        "a member has the wrong type", "поле не того типа",
        "Исправьте тип поля, на которое указывает path.";
    InvalidValue: InvalidInput, FixInput,
        "a member has an invalid value", "недопустимое значение поля",
        "Исправьте поле, на которое указывает path.";
    CheckDigits: InvalidInput, FixInput,
        "the control digits do not match", "контрольные цифры не сходятся",
        "Сверьте номер с документом: скорее всего, в нём опечатка.";
    ConflictingMembers: InvalidInput, FixInput,
        "members that exclude each other were given", "заданы поля, исключающие друг друга",
        "Оставьте одно из полей.";
    InputChanged: InvalidInput, FixInput,
        "the input or the key salt is not the one this state was started with",
        "ввод или соль ключей не те, с которыми начат этот процесс",
        "Передайте тот же input и тот же options.key_salt, что и при start, или начните заново.";
    StateInvalid: OutOfOrder, FixInput,
        "the state is not one that this version wrote", "состояние записано не этой версией",
        "Начните операцию заново; если что-то могло быть исполнено, сначала проверьте у источника.";
    EventOutOfOrder: OutOfOrder, FixInput,
        "this event does not fit the state", "событие не подходит к состоянию",
        "Ответьте на последний шаг: send — response или failure, wait — elapsed.";
    PaidRepeatNotAllowed: OutOfOrder, FixInput,
        "the paid request may have been executed, and repeating it was not allowed",
        "платный запрос мог быть исполнен, а повтор не разрешён",
        "Сверьте баланс у поставщика; чтобы повторить и, возможно, заплатить дважды, задайте options.allow_paid_retry.";
    OriginNotAllowed: InvalidInput, FixInput,
        "the origin is not one of the provider's", "адрес не принадлежит поставщику",
        "Секреты отправляются только на адреса поставщика из каталога или из options.origins.";
    SlotNotAllowed: InvalidInput, FixInput,
        "the request has a slot that is not the provider's own", "в запросе чужое место для секрета",
        "Запрос изменён после того, как его построил Spravka; постройте его заново.";
    /// Whoever runs the host has not switched this on.
    NotAllowed: Forbidden, FixInput,
        "this host does not allow this operation", "здесь эта операция не разрешена",
        "Разрешает её тот, кто запускает программу: после этого перезапустите её.";
    MissingSecret: Unauthorized, FixCredentials,
        "a secret is missing", "не задан секрет",
        "Задайте секрет и повторите.";
    InvalidSecret: Unauthorized, FixCredentials,
        "a secret has characters that cannot be sent", "в секрете есть недопустимые символы",
        "Проверьте секрет: часто в него попадает перевод строки или пробел.";
    FileDiffers: InvalidInput, FixInput,
        "the file is not the one that its size and hash name", "файл не тот, что назван размером и хешем",
        "Передайте тот же файл, что и при start, или исправьте size и sha256.";
    FileTooLarge: TooLarge, FixInput,
        "the file is too large", "файл слишком велик",
        "Уменьшите файл: сожмите сканы или разделите архив.";
    MissingFile: InvalidInput, FixInput,
        "a file is missing", "не передан файл",
        "Передайте файл, на который указывает path, рядом с вызовом.";
    /// The provider says that what we sent is wrong.
    RejectedInput: InvalidInput, FixInput,
        "the provider rejected the input", "источник отверг введённые данные",
        "Проверьте поля запроса; отвергнута только эта строка.";
    Unauthorized: Unauthorized, FixCredentials,
        "the provider does not accept the credentials", "источник не принял ключ доступа",
        "Проверьте ключ в личном кабинете поставщика. Пакет остановите: повторы с неверным ключом ведут к блокировке.";
    Forbidden: Forbidden, FixCredentials,
        "the credentials do not give access", "ключ не даёт доступа",
        "Включите метод или снимите ограничение (IP, блокировка) в личном кабинете поставщика.";
    Subscription: Subscription, StopBatch,
        "no active subscription", "нет действующей подписки",
        "Подключите или продлите подписку на технологию в личном кабинете поставщика.";
    Balance: Balance, TopUp,
        "not enough money on the account", "недостаточно средств на счёте",
        "Пополните баланс у поставщика и запустите остаток пакета.";
    NotFound: NotFound, ContactProvider,
        "the provider does not know this address or object", "источник не знает такого адреса или объекта",
        "Это не ответ «долгов нет»: проверка не состоялась.";
    /// The access token has expired, or was never one.
    TokenExpired: Unauthorized, RefreshToken,
        "the access token is not valid any more", "срок действия токена доступа истёк",
        "Обновите токен (sber.refresh_token) и повторите; с options.allow_token_refresh это делается само.";
    GrantInvalid: Unauthorized, FixCredentials,
        "the refresh token or the authorization code is not valid any more",
        "токен обновления или код авторизации больше не действует",
        "Пользователь должен снова войти через СберБизнес ID (sber.authorize_url).";
    ConsentMissing: Forbidden, FixCredentials,
        "the user has not given consent to this", "пользователь не дал согласия на этот запрос",
        "Обновление токена не поможет: нужна новая авторизация с нужным scope (sber.authorize_url).";
    /// The provider tells these two apart nowhere.
    NotFoundOrForbidden: NotFound, FixInput,
        "the application is unknown, or not accessible with these credentials",
        "заявка не найдена или недоступна с этими данными входа",
        "Сверьте номер заявки и то, под чьим логином она создана.";
    /// Nothing was sent: the application stands where this cannot be done.
    WrongStatus: OutOfOrder, ContactProvider,
        "the application's status does not allow this", "статус заявки не допускает этого действия",
        "Посмотрите заявку (osnovanie.view); возможно, этот шаг уже сделан в личном кабинете.";
    /// A check of the application ended with an error of its own.
    CheckFailed: OutOfOrder, ContactProvider,
        "a check of the application has failed and has to be repeated", "проверка заявки завершилась ошибкой",
        "Попросите удостоверяющий центр повторить проверку, затем продолжите.";
    /// A request with an effect was lost, and the provider does not tell what became of it.
    OutcomeUnknown: Transport, ContactProvider,
        "nobody can tell whether the request was carried out", "неизвестно, исполнен ли запрос",
        "Проверьте в личном кабинете поставщика и продолжите с одним из предложенных решений; сам Spravka не повторит.";
    Ambiguous: OutOfOrder, ContactProvider,
        "there are several that fit, and a person has to choose", "подходящих несколько, выбрать должен человек",
        "Выберите один из предложенных вариантов и продолжите с ним.";
    TriedInVain: Transport, ResumeLater,
        "the request was tried as often as allowed", "исчерпано число попыток",
        "Продолжите позже с этим состоянием: сначала проверяется, что уже сделано.";
    /// The host cannot put secrets away, and a refreshed token would be lost.
    SecretsNotStored: InvalidInput, FixCredentials,
        "the secrets cannot be written back", "секреты некуда записать",
        "Операции с токенами требуют файла секретов: --secrets-file; из переменных окружения новый токен сохранить нельзя.";
    /// The host was given a budget, and sends nothing beyond it.
    BudgetExceeded: Balance, FixInput,
        "the request would exceed the budget", "запрос превысил бы бюджет",
        "Запрос не отправлен. Увеличьте бюджет (--budget) и запустите остаток пакета.";
    PriceUnknown: InvalidInput, FixInput,
        "the price of a paid request is not known, and there is a budget",
        "цена платного запроса неизвестна, а бюджет задан",
        "Запрос не отправлен. Задайте его цену ключом --price.";
    RateLimited: RateLimited, RetryLater,
        "too many requests", "слишком много запросов",
        "Повторите не раньше retry_at и уменьшите частоту запросов.";
    SourceUnavailable: Unavailable, RetryLater,
        "the source does not answer", "источник не отвечает",
        "Проверка не состоялась. Повторите позже или используйте замещающий источник.";
    SourceShut: Unavailable, StopBatch,
        "the source is shut", "источник отключён",
        "Проверка не состоялась. Используйте замещающий источник.";
    ServerError: Unavailable, RetryLater,
        "the provider failed inside", "внутренняя ошибка у поставщика",
        "Проверка не состоялась. Повторите позже; если повторяется — напишите поставщику.";
    ProviderError: Unavailable, ContactProvider,
        "the provider reported an error that its documents do not name",
        "поставщик сообщил об ошибке, которой нет в его документах",
        "Проверка не состоялась. Код и статус — в provider; обратитесь к поставщику.";
    PartFailed: Unavailable, RetryLater,
        "a part of the search failed at the source", "часть поиска завершилась ошибкой у источника",
        "Проверка не состоялась: пустой ответ рядом с ошибкой не значит «долгов нет». Повторите позже.";
    Incomplete: Unavailable, RetryLater,
        "the answer is incomplete and holds no records", "ответ неполный, и записей в нём нет",
        "Проверка не состоялась: неполный ответ не значит «долгов нет». Повторите позже.";
    /// The provider gave what it had found before, and that is older than the input allows.
    AnswerOutdated: Unavailable, FixInput,
        "the source's answer is older than the input allows", "ответ источника старше, чем допускает запрос",
        "Проверка не состоялась: с тех пор могли появиться долги. Закажите новый отчёт (force, платно) или увеличьте max_age_hours.";
    TaskExpired: Unavailable, RetryLater,
        "the source no longer keeps the result of this task", "источник больше не хранит результат этого задания",
        "Начните операцию заново: результат хранится 24 часа.";
    PollLimit: Unavailable, ResumeLater,
        "the task is still not finished", "задание всё ещё не выполнено",
        "Задание живёт у источника: продолжите позже с этим состоянием, новый запрос не нужен.";
    DeadlinePassed: Unavailable, FixInput,
        "the deadline has passed", "истёк заданный срок",
        "Перенесите options.deadline; если в ответе есть state, продолжите с ним.";
    Blocked: Blocked, StopBatch,
        "a protection page came instead of the answer", "вместо ответа пришла страница защиты (капча)",
        "Проверка не состоялась. Остановите пакет, смените внешний IP-адрес или обратитесь к поставщику.";
    AccessBlocked: Blocked, StopBatch,
        "the provider has blocked its interface for us", "поставщик заблокировал нам доступ к API",
        "Ничего не исполнено, и повторы не помогут. Остановите пакет и обратитесь в поддержку поставщика.";
    HtmlPage: Unavailable, RetryLater,
        "an HTML page came instead of the answer", "вместо ответа пришла HTML-страница",
        "Проверка не состоялась. Обычно это временная страница прокси; повторите позже.";
    Redirected: BadBody, ContactProvider,
        "the provider answered with a redirect, which is never followed", "поставщик ответил переадресацией, а она не выполняется",
        "Секреты не отправляются по переадресации. Проверьте адрес поставщика.";
    UnexpectedStatus: BadBody, ContactProvider,
        "the provider answered with a status that its documents do not name", "поставщик ответил статусом, которого нет в его документах",
        "Проверка не состоялась. Обратитесь к поставщику.";
    BodyEmpty: BadBody, RetryLater,
        "the answer is empty", "ответ пуст",
        "Проверка не состоялась: пустое тело не значит «долгов нет».";
    BodyNotJson: BadBody, RetryLater,
        "the answer is not valid JSON", "ответ — некорректный JSON",
        "Проверка не состоялась. Повторите позже.";
    BodyCutOff: BadBody, RetryLater,
        "the answer is cut off", "ответ обрезан",
        "Проверка не состоялась: прочитана только часть ответа. Повторите позже.";
    BodyEncoding: BadBody, RetryLater,
        "the answer is not UTF-8, nor in the encoding that it declares", "ответ не в UTF-8 и не в объявленной кодировке",
        "Проверка не состоялась. Если вы передаёте тело текстом, передайте байты.";
    BodyCompressed: BadBody, RetryLater,
        "the answer is compressed", "ответ сжат",
        "Транспорт должен распаковать тело до передачи в Spravka.";
    BodyTooDeep: BadBody, ContactProvider,
        "the answer is nested too deeply", "слишком большая вложенность ответа",
        "Такой ответ не похож на документированный; обратитесь к поставщику.";
    BodyDuplicateKey: BadBody, ContactProvider,
        "the answer has an object with the same member twice", "в ответе объект с повторяющимся полем",
        "Такой ответ нельзя прочитать однозначно; обратитесь к поставщику.";
    BodyShape: BadBody, ContactProvider,
        "the answer has a shape that its documents do not know", "ответ не того вида, что описан в документах",
        "Проверка не состоялась. Возможно, поставщик изменил API; обновите Spravka или обратитесь к поставщику.";
    BodyTooLarge: TooLarge, ContactProvider,
        "the answer is too large", "ответ слишком велик",
        "Сузьте запрос.";
    DnsFailed: Transport, RetryLater,
        "the provider's name was not resolved", "не удалось определить адрес поставщика",
        "Проверьте сеть и DNS.";
    ConnectFailed: Transport, RetryLater,
        "no connection to the provider", "нет соединения с поставщиком",
        "Проверьте сеть и прокси.";
    TlsFailed: Transport, StopBatch,
        "the provider's certificate could not be verified", "не удалось проверить сертификат поставщика",
        "Проверьте корневые сертификаты (ключ --cacert) и время на компьютере.";
    ClientCertificateRefused: Transport, FixCredentials,
        "the client certificate was refused", "клиентский сертификат отвергнут",
        "Проверьте сертификат и ключ (ключи --cert и --key).";
    TimedOut: Transport, RetryLater,
        "the provider did not answer in time", "поставщик не ответил вовремя",
        "Проверка не состоялась; запрос мог быть исполнен.";
    ConnectionReset: Transport, RetryLater,
        "the connection broke", "соединение оборвалось",
        "Проверка не состоялась; смотрите executed: запрос мог быть исполнен.";
    Interrupted: Transport, RetryLater,
        "the host stopped while the request was under way", "работа прервана во время запроса",
        "Проверка не состоялась; запрос мог быть исполнен.";
    Internal: Internal, ContactProvider,
        "an internal error of Spravka", "внутренняя ошибка Spravka",
        "Сообщите разработчикам код операции и версию; данные прикладывать не нужно.";
}
