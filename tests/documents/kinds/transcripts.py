"""Transcripts: speech written down without a single mark, of which a few words answer."""

from tests.documents.kinds.kind import Kind

# The quote of a transcript, as much as is read at a glance.
QUOTE_CHARACTERS = 320

_BEES = """
ну что друзья всем привет сегодня у нас четвёртая встреча про пчёл и про то как устроена пасека
в тарасовке я напомню что в прошлый раз мы говорили про ульи и про то из чего их делают а сегодня
поговорим про сам мёд и немного про зимовку потому что вопросов про зимовку пришло больше всего
значит смотрите начнём с простого пчела летает за нектаром километра на два иногда на три дальше
ей невыгодно потому что она по дороге съест больше чем принесёт и поэтому когда нам говорят что
мёд с такого то луга а луг в десяти километрах ну это вы понимаете сами теперь про погоду если
лето дождливое то пчёлы сидят дома и едят запасы и тогда мёда мало а если жарко и сухо то цветы
не дают нектара и опять мёда мало так что хорошее лето для пчеловода это когда ночью прошёл дождик
а днём тепло и тихо вот такое лето у нас было позапрошлое мы тогда накачали рекорд я потом скажу
сколько теперь про то как мы начинали пасеку в тарасовке завёл мой дед его звали ефим лукич и
завёл он её не от хорошей жизни а потому что врач сказал ему бросить кузницу и заняться чем нибудь
на воздухе первые три улья он выменял на швейную машинку бабушка ему этого долго не могла простить
но потом привыкла и даже сама полюбила с ними возиться и шила для всей улицы сетки уже руками без
машинки ну вот а потом из трёх ульев стало двадцать а сейчас у нас их семьдесят два и это как раз
столько сколько мы можем обойти вдвоём с женой если больше то нужен помощник а помощника в деревне
найти трудно все уехали теперь про зимовку это главное осенью мы убираем ульи в омшаник это такой
сарай наполовину в земле там темно и тихо и температура должна быть плюс четыре градуса не выше и
не ниже если выше то пчёлы просыпаются и начинают есть а если ниже то клуб сжимается и крайние
пчёлы замерзают вот это запомните меня часто спрашивают можно ли зимовать на улице можно но тогда
надо утеплять и ставить от ветра щиты и всё равно потеряете больше дальше про мышей мыши это беда
они залезают в улей и грызут соты и мы пробовали всё и мяту и полынь и ловушки и в итоге помогла
обычная жесть с дырочками её прибивают на леток пчела пройдёт а мышь нет стоит копейки а мы десять
лет мучились теперь обещал сказать про рекорд позапрошлым летом мы накачали две тонны триста
килограммов это на всю пасеку и такого не было даже у деда дед записывал каждый год в тетрадку и у
него самое большее было тонна восемьсот тетрадка эта жива я её показывал на первой встрече кто был
тот помнит она вся в прополисе теперь вопросы из чата спрашивают как отличить настоящий мёд от
поддельного ну вы знаете дома никак честно скажу все эти опыты с йодом и со спичкой ерунда надо
везти в лабораторию это стоит недорого и делают за два дня ещё спрашивают бывает ли аллергия на
мёд бывает и не такая уж редкая поэтому детям до года не даём вообще а потом по капле спрашивают
ещё возим ли мы пчёл на гречиху возим каждый июль за старый мост к фермеру рогожину ставим там
сорок ульев и стоим три недели он доволен потому что урожай у него больше и мы довольны потому что
мёд тёмный и его быстро разбирают на этом наверное всё в следующий раз расскажу про маток как их
выводят и почему иногда в одном улье их две приходите и зовите соседей до встречи
"""

_COUNCIL = """
так коллеги давайте начинать кворум у нас есть одиннадцать человек из четырнадцати двое болеют и
один в отпуске секретарь пишет звук поэтому прошу говорить по очереди и в микрофон первый вопрос
у нас про освещение набережной в луговце второй про автобус третий про ярмарку и потом разное
если будет время значит по освещению слово главному инженеру пожалуйста да спасибо добрый день
ситуация такая на набережной стоит сто шесть столбов из них работают шестьдесят остальные либо не
горят либо мигают мигают потому что кабель старый ему больше сорока лет и он лежит прямо в песке
без трубы мы в прошлом году меняли лампы но это деньги на ветер пока кабель такой лампа живёт три
месяца вместо трёх лет поэтому предлагаем сначала менять кабель а потом уже ставить новые фонари
кабель вместе с работой обойдётся нам в девять миллионов четыреста тысяч это по смете которую
сделали в июне сейчас может быть немного дороже потому что медь растёт вопрос из зала а можно
частями можно но тогда дважды копать и дважды класть плитку и выйдет на треть дороже мы считали
хорошо какие ещё вопросы а плитку после этого вернут на место вернут но битую заменят её там
примерно пятая часть ясно тогда голосуем кто за кто против воздержался единогласно принято идём
дальше второй вопрос автобус жители улицы садовой и всего заречья просят продлить седьмой маршрут
до больницы сейчас он разворачивается у мельницы и людям надо идти полтора километра пешком а там
в основном пожилые слово перевозчику да здравствуйте мы не против но нам не хватает одной машины
на маршруте их четыре и если продлить то интервал вырастет с двадцати минут до тридцати пяти
если дадите пятую машину то всё останется как есть а где её взять можно взять с двенадцатого
маршрута там летом почти никого нет дачники ездят на своих а зимой вообще пусто ну зимой пусто
это понятно а весной опять поедут давайте так попробуем до апреля взять машину с двенадцатого а
в апреле посмотрим кто за большинство за один против вы против почему потому что у меня дача на
двенадцатом смех в зале хорошо запишите в протокол продлить седьмой маршрут до больницы с первого
декабря теперь ярмарка слово отделу торговли добрый день в этом году ярмарка пройдёт не на площади
а на старом стадионе потому что площадь перекопана там тянут тепло до самого рождества мест на
стадионе девяносто заявок пока семьдесят три больше всего как всегда мёд и валенки места для
местных бесплатно приезжие платят по две тысячи за день открывает ярмарку хор ветеранов а ведущей
мы пригласили зинаиду потаповну она вела её ещё при старом мэре и все её любят вопрос а туалеты
будут на стадионе да будут четыре кабинки и кран с горячей водой а парковка парковка у школы
потому что каникулы и двор пустой договорились с директором ещё вопрос кто отвечает за уборку
после отвечает коммунальная служба начальник дежурит лично с шести вечера хорошо а ёлку
ставить будем ставить будем но живую в этом году не рубим возьмём ту что стоит во дворе музыкальной
школы она уже выше крыши её только нарядить нужна вышка вышку дадут пожарные на один день в обмен
на блины это шутка была нет это не шутка они так и написали в письме ну значит блины за счёт отдела
культуры пишите возражений нет
принято в разном у нас одно письмо от клуба моржей просят сделать сход к воде с перилами у них в
прошлом году один человек поскользнулся и сломал руку инженер говорит что это недорого металл у
нас есть останется сварить и поставить сделаем до крещения на этом повестка исчерпана следующее
заседание в последний четверг месяца здесь же в шестнадцать часов всем спасибо
"""

_LIGHTHOUSE = """
okay hello everybody and welcome back to the quiet coast this is episode thirty one and today i am
sitting in the kitchen of the old keepers house at corran head with a very loud kettle so you will
have to forgive the noise and with me is margaret who grew up here and who still has the key to the
tower which i think makes her the only person i know with a key to a lighthouse so margaret thank
you for having me oh you are welcome the kettle is nearly done so let us start at the start when
did your family come here well my father came first on his own he had been on fishing boats and he
had a bad winter and lost two fingers and somebody told him that the lighthouse board was looking
for a man who did not mind being alone and he said that he had been alone on a boat with six other
people for ten years so that would be no trouble and he got the place and then he sent for us my
mother and my brother and me i was four so i do not remember the other house at all i remember
arriving in the dark and the beam going round and thinking that it was the moon and that the moon
was broken that is wonderful and what did a normal day look like well there was no normal day there
was a normal night my father lit the lamp half an hour before sunset and then he wound the weights
the whole lens turned on weights like a clock in a church and they had to be wound every forty
minutes all night long so he slept in pieces and when we were old enough we each had a turn my
brother had the turn at ten and i had the turn before breakfast which i hated because the stairs
were cold there are one hundred and sixty eight steps and i know every one of them and the ninth
from the top is higher than the others and everybody trips on it even the inspector tripped on it
and what did you eat out here well everything came by boat on the first monday of the month if the
sea was kind flour and tea and paraffin and letters and if the sea was not kind we ate what we had
and one january the boat did not come for five weeks and we ate potatoes and cormorant and i can
tell you that nobody should eat cormorant it tastes like a boot that has been used to stir paint
and then the goat arrived there was a goat yes the goat was called admiral and she was a present
from the crew of a norwegian ship that my father had warned off the rocks in fog with nothing but a
saucepan and a spoon because the horn had frozen and they sent a goat and a very nice letter and
the letter hangs in the hall you passed it on the way in and how did it all end well it ended with
a box men came in a helicopter and they fitted a box the size of a suitcase and they said that the
box would do it all now and my father asked whether the box could make soup and they laughed but he
did not and we had until the end of september to pack that is sad it was and it was not because my
mother had wanted a garden with a tree in it for twenty years and nothing grows here higher than
your knee and she got her tree it was a pear tree and she planted it on the very first day and now
the trust has the tower and they let me keep the key because somebody has to feed the swallows or
that is what i tell them and how many visitors come up now in a good summer about three thousand
and they all trip on the same step and can one stay the night yes in the store where the paraffin
was it sleeps four and there is no signal at all which is the point of it well margaret thank you
for the tea and for the story of the goat and if you liked this episode then please tell one friend
about it not two just one that is how we like to grow see you in a fortnight
"""

_REVIEW = """
right i think we are recording yes i can see the red dot so good morning this is the review of the
spring fair at tolland green and we have got an hour and the hall is booked after us by the choir
so we really have got an hour let us go through it in order so tickets first then the tea tent then
parking then the complaints and then what we do next year okay tickets who has the numbers i have
them so we sold one thousand nine hundred and twelve tickets at the gate and another three hundred
and fifty before the day in the two shops which is more than last year by about a fifth and i put
that down to the weather because the posters were late again they were very late who was meant to
do the posters well that was me and i am sorry the printer was ill and then i was ill and then it
was easter fine let us say that next time the posters go out six weeks before and not nine days
before can we write that down yes writing it down now the tea tent how was the tea tent busy is
what it was we ran out of milk at two and out of scones at half past two and out of patience at
about three no seriously it went well we took eight hundred and forty pounds and after the flour
and the butter and the hire of the urn there are six hundred and five left for the roof of the hall
and everybody who helped gets a jar of jam the jam is from helen so thank helen thank you helen it
is only jam well it is very good jam okay then parking this is the one i was afraid of so what
happened is that the lower field was under water from thursday and nobody told the stewards and the
first thirty cars drove in and eleven of them did not come out again by themselves mister bray
pulled them out with his tractor one after the other until seven in the evening and he would not
take any money but his rope broke and we should buy him a new rope agreed yes agreed and next year
we use the school yard and the upper field only and we put a person with a whistle at the corner of
the lane because the sign pointed the wrong way after somebody on a horse had ridden into it was
the horse all right the horse was fine the sign was not now complaints there were seven letters and
five of them are about the loudspeaker and i must say that i agree with them it was turned towards
the cottages and it played the same march all afternoon the man with the disc had only brought the
one disc so next year we ask the brass band instead they cost nothing but a lunch and they stop
when they are hungry one letter is about the dog show the lady says that her dog was robbed and
that the judge was the uncle of the winner is that true well it is tolland green everybody is
somebodys uncle but fine we could ask a judge from outside i know a vet in pelham her name is
doctor joan astley and she would do it for petrol and the last letter just says thank you with a
drawing of a duck and i would like to put that one on the wall so then next year the date do we
keep the second saturday in may no because there is the bypass run on that day and the road is
closed from eight to one so we move it to the third saturday is that all right with the scouts
they have a camp but they are back on the friday okay then the third saturday it is and the money
for the tents who signs the order i can sign it but i need the second signature by the end of
march or we lose the low price understood that is the hour nearly up and i can hear the choir on
the stairs so thank you everybody and will somebody please take the urn back to the hire shop today
because it costs us four pounds a day and it has been in my car for a week
"""

TRANSCRIPTS = [
    Kind(
        "transcript",
        "bees.txt",
        _BEES.strip().replace("\n", " "),
        "На что выменяли первые три улья для пасеки в Тарасовке?",
        ("на швейную машинку",),
    ),
    Kind(
        "transcript",
        "session.md",
        "# Заседание совета Луговца\n" + _COUNCIL,
        "Сколько стоит новый кабель для набережной в Луговце вместе с работой?",
        ("девять миллионов четыреста тысяч",),
    ),
    Kind(
        "transcript",
        "podcast.txt",
        _LIGHTHOUSE.strip().replace("\n", " "),
        "How often did the weights of the lighthouse lens at Corran Head have to be wound?",
        ("every forty minutes",),
    ),
    Kind(
        "transcript",
        "review.txt",
        "Spring fair, call of 2 June\n\n" + _REVIEW.strip() + "\n",
        "Who pulled the cars out of the field at the spring fair of Tolland Green?",
        ("mister bray",),
    ),
]
