import pytest

from facilitator.methods.wording import has_number, is_vague, starts_with_doing, starts_with_verb

DEMO_TITLES = [
    "Rewrite the corporate proposal around payback and guaranteed savings",
    "List the 84 look-alike companies with decision maker and phone",
    "Set six CRM stages, mandatory next-step date and daily pipeline report",
    "Hire a new-business manager",
    "Run a weekly block of 17 cold calls",
    "Move order handling from account managers to sales support",
    "Stock the 6 fastest driver types and agree consignment for the rest",
    "Select 5 dealers and sign agreements with regional protection",
    "Certify sellers and dealer staff on product and savings calculation",
    "Turn the web shop into a lead source with a form for sites over 1 000 m²",
]


@pytest.mark.parametrize(
    "title",
    [
        *DEMO_TITLES,
        "Commission a survey of 20 clients",
        "Bring two references to each meeting",
        "Переписать коммерческое предложение",
        "Провести переговоры с дилерами",
        "Помочь дилерам с обучением",
        "Встретиться с тремя клиентами",
        "Подготовьте список из 84 компаний",
        "Przepisać ofertę handlową",
        "Pomóc dealerom w szkoleniu",
        "Przygotuj listę 84 firm",
        "«Позвонить» всем клиентам класса A",
    ],
)
def test_titles_that_start_with_a_verb(title: str) -> None:
    assert starts_with_verb(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "84 companies on a list",
        "The new proposal",
        "New proposal for dealers",
        "Hiring a new-business manager",
        "Preparation of the proposal",
        "CRM stages",
        "Подготовка предложения",
        "Новый менеджер по продажам",
        "Отчётность по дилерам",
        "Область работы дилеров",
        "Przygotowanie oferty dla dealerów",
        "Dostępność części",
        "Sieć dealerów w całości",
    ],
)
def test_titles_that_do_not(title: str) -> None:
    assert not starts_with_verb(title)


@pytest.mark.parametrize(
    "title",
    [
        "Improve the proposal",
        "Increase dealer revenue",
        "Work on the web shop",
        "WORK  ON the web shop",
        "Улучшить работу с дилерами",
        "Работать над предложением",
        "Повысить продажи",
        "Poprawić ofertę",
        "Zwiększyć sprzedaż",
        "Pracować nad ofertą",
    ],
)
def test_vague_titles(title: str) -> None:
    assert is_vague(title)


@pytest.mark.parametrize(
    "title",
    [
        *DEMO_TITLES,
        "Increase dealer margin to 27 %",
        "Повысить продажи на 10 %",
        "Zwiększyć sprzedaż o 10 %",
        "Workshop on pricing",
        "",
    ],
)
def test_titles_that_are_not_vague(title: str) -> None:
    assert not is_vague(title)


@pytest.mark.parametrize(
    "text",
    [
        "Launch a web shop",
        "Enter the cold-storage segment",
        "Открыть интернет-магазин",
        "Uruchomić sklep internetowy",
    ],
)
def test_own_deeds(text: str) -> None:
    assert starts_with_doing(text)


@pytest.mark.parametrize(
    "text",
    [
        "84 matching companies in the territory are not our clients",
        "Facility managers' association offers joint audits",
        "Increase in energy prices",
        "Start of the subsidy on 1 April",
        "Рост цен на энергию",
        "Wzrost cen energii",
        "",
    ],
)
def test_facts_outside(text: str) -> None:
    assert not starts_with_doing(text)


def test_numbers() -> None:
    assert has_number("plus 5 %")
    assert not has_number("plus five")
