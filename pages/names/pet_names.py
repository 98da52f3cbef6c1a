"""Which names are short for which, and which names are words as well.

Not complete, and it need not be: each person can say by what other names she is known.
"""

from __future__ import annotations

from functools import cache

from pages.names.letters import plain

# One line a name: all that stand on it are one.
TOGETHER = """
Anna Anya Ania Anja Annie Anka Hanna Ann Anne Аня Нюра Нюша Анюта Анечка
Maria Masha Mary Mia Mari Marie Mariya Marija Маша Маня Маруся Муся Машенька
Ekaterina Kateryna Katarina Katerina Katya Katja Kate Kasia Katarzyna Kat Катя Катюша Катерина
Elena Olena Helena Lena Helen Ellen Lenka Лена Леночка Алёна
Olga Olya Olja Оля Олечка
Tatiana Tetiana Tanya Tania Tanja Таня Танечка Танюша
Natalia Nataliya Natasha Natalie Nata Наташа Наталья Ната
Irina Iryna Ira Irka Ира Ирочка Ириша
Svetlana Sveta Lana Света Светочка Лана
Oksana Xenia Ksenia Kseniya Oxana Ксюша Ксения Оксана Ксеня
Anastasia Nastya Nastia Stacy Ana Asya Настя Настенька Анастасия Ася
Alexandra Aleksandra Sasha Sascha Alex Sandra Sanya Ola Саша Шура Саня Сашенька
Alexander Aleksandr Alexandr Oleksandr Sasha Alex Sanya Саша Шура Саня Александр
Victoria Viktoriya Vika Viktoria Vicky Вика Викуля
Yulia Julia Juliya Yuliya Julie Yulka Юля Юлечка
Daria Darya Dasha Dariia Даша Дашенька
Sofia Sophia Sophie Sonya Sonia Zofia Соня Сонечка Софья София
Elizabeth Elisabeth Elizaveta Liz Lisa Liza Beth Betty Ella Eliza Lizzie Лиза Лизонька
Vera Verochka Вера Верочка
Nadezhda Nadia Nadya Nadja Надя Наденька Надежда
Lyubov Liubov Lyuba Luba Люба Любаша Любовь
Galina Halyna Galya Halya Галя Галочка
Valentina Valya Валя
Larisa Lara Larysa Лара
Ludmila Lyudmyla Lyuda Mila Люда Люся Мила
Eugenia Evgenia Yevgeniya Zhenya Jenya Женя Евгения
Eugene Evgeny Yevgen Zhenya Женя Евгений
Polina Polya Поля Полина
Varvara Varya Barbara Basia Варя Варвара
Margarita Rita Margaret Maggie Meg Greta Рита Марго
Zinaida Zina Зина
Raisa Raya Рая
Alla Alya Аля
Alina Alya Аля
Ivan Vanya Ваня Ванечка Ivo John Johnny
Dmitry Dmytro Dima Mitya Дима Митя
Mikhail Mykhailo Misha Michael Mike Миша
Nikolai Mykola Kolya Nicholas Nick Коля
Sergei Serhii Seryozha Serge Серёжа Сережа
Vladimir Volodymyr Vova Volodya Вова Володя
Andrei Andrii Andrew Andriy Андрюша Андрей
Pavel Pavlo Pasha Paul Паша
Peter Petr Petro Petya Петя
Yuri Yurii Yura Юра
Tom Thomas Tommy
Robert Rob Bob Bobby
William Will Bill Billy
Susan Sue Susie Susanna
Rebecca Becky
Jennifer Jenny Jen
Christina Kristina Tina Chris Kris Кристина
Patricia Pat Patty Tricia
Theresa Teresa Terry Tess Tessa
Fatima Fatma Fatou
Beatrice Beatrix Bea Trixie
Charlotte Charlie Lotte
Samuel Samantha Sam Sammy
"""
COMMON = """
Rose Hope Grace Faith Joy May June April Will Mark Bill Pat Dawn Eve Ivy Iris Lily Daisy Violet Ruby Pearl
Amber Crystal Jade Summer Autumn Sky Star Angel Chance Frank Grant Jack Rob Sue Art Drew Miles Dean Max Ray
Victor Victory Constance Patience Prudence Mercy Charity Peace Blessing Precious Gift Favour Honey Melody
Harmony Liberty Justice Bea Sunny Chase Hunter Mason Page Paige Reed Rich Sandy Penny Olive Hazel Holly
Heather
Мир Вера Надежда Любовь Роза Лилия Слава Света Лев Злата Радость Победа Воля Майя Август Роман Поля Рая Марта
Люба Мила Ася Яна Зоря Рита Виктория София Марина Галка Лана
"""

# Words that are no names and look like an inflected one: July is not Julia.
EVERYDAY = """
July Same Some Mire Tome Tame Any Ante Ale Ales Era Eras Marine Marines Mare Mares Pate Pates Bene Ore Ire
Sole
Sale Sales Sane Mane Mine Lane Line Lines Live Lives Olive Karma Dame Danes Rome Romans Vise Visa Visas Lise
Марш Марок Мирно Мирный Мирная Мирное Мирные Мирных Светлый Светло Верный Верно Верная Верные Надежный Романы
Славный Любой Любая Любое Любые Любых Любому Любым Поле Поля Полей Полю Полям Полный Полная Олень
"""


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in TOGETHER.strip().splitlines():
        names = set(line.split())
        for name in names:
            found.setdefault(plain(name), set()).update(names)
    return {name: frozenset(others) for name, others in found.items()}


@cache
def _common() -> frozenset[str]:
    return frozenset(plain(word) for word in COMMON.split())


def also_called(name: str) -> frozenset[str]:
    """The other names that one word of a name may be short for, or long for."""
    return _groups().get(plain(name), frozenset())


def is_common_word(word: str) -> bool:
    """Whether it is a name and a word as well: "Rose", "Hope", «Вера»."""
    return plain(word) in _common()


@cache
def _everyday() -> frozenset[str]:
    return frozenset(word.casefold() for word in EVERYDAY.split())


def is_everyday(word: str) -> bool:
    """Whether it is a word of every day that only looks like a form of a name."""
    return word.casefold() in _everyday()
